"""Upserts folders of Parquet files into a DuckDB table, one statement a file, and prints what that took."""
import json, sys, time, os
import duckdb

folder, mode = sys.argv[1], sys.argv[2]
con = duckdb.connect(os.path.join(folder, f"{mode}.duckdb"))
con.execute("SET threads = 2")


def written():
    with open("/proc/self/io") as lines:
        return int(next(line for line in lines if line.startswith("wchar")).split()[1])


def cpu():
    times = os.times()
    return times.user + times.system


first = sorted(os.listdir(os.path.join(folder, "load")))[0]
con.execute(f"CREATE TABLE t AS SELECT * FROM read_parquet('{folder}/load/{first}') LIMIT 0")
if mode == "key":
    con.execute("ALTER TABLE t ADD PRIMARY KEY (id)")
    upsert = "INSERT OR REPLACE INTO t SELECT * FROM read_parquet('{}')"
else:
    columns = [row[0] for row in con.execute("DESCRIBE t").fetchall()]
    pairs = ", ".join(f'"{c}" = s."{c}"' for c in columns)
    names = ", ".join(f'"{c}"' for c in columns)
    values = ", ".join(f's."{c}"' for c in columns)
    upsert = (
        "MERGE INTO t USING (SELECT * FROM read_parquet('{}')) s ON t.id = s.id "
        f"WHEN MATCHED THEN UPDATE SET {pairs} WHEN NOT MATCHED THEN INSERT ({names}) VALUES ({values})"
    )

for phase in ["load", "recent", "scattered"]:
    files = sorted(os.listdir(os.path.join(folder, phase)))
    start, bytes_before, cpu_before = time.time(), written(), cpu()
    for name in files:
        con.execute(upsert.format(os.path.join(folder, phase, name)))
    con.execute("CHECKPOINT")
    took = {"phase": phase, "seconds": time.time() - start, "bytes": written() - bytes_before, "cpu": cpu() - cpu_before}
    took["check"] = list(con.execute("SELECT count(*), CAST(sum(additions) AS BIGINT) FROM t").fetchone())
    print(json.dumps(took), flush=True)
