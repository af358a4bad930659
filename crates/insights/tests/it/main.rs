mod collections;
