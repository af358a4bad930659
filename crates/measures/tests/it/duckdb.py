import glob, os, sys
import duckdb

folder, crate = sys.argv[1:3]
con = duckdb.connect()
con.execute("SET TimeZone = 'UTC'")
con.execute("CREATE MACRO hours_between(a, b) AS (epoch_us(b) - epoch_us(a)) / 3600000000.0")
for file in glob.glob(f"{folder}/*.parquet"):
    table = os.path.basename(file).removesuffix(".parquet")
    con.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{file}')")
with open(f"{crate}/inputs/pull_request_times.sql") as view:
    con.execute("CREATE VIEW pull_request_times AS " + view.read())
for file in sorted(glob.glob(f"{crate}/metrics/*.sql")):
    metric = os.path.basename(file).removesuffix(".sql")
    with open(file) as query:
        relation = con.sql(query.read())
    wanted = "SELECT item_id, value, excluded_because FROM relation WHERE happened_at >= TIMESTAMPTZ '2024-01-01' AND happened_at < TIMESTAMPTZ '2024-02-01'"
    for item, value, reason in con.sql(wanted).fetchall():
        print(metric, item, "" if value is None else repr(float(value)), reason or "", sep="\t")
