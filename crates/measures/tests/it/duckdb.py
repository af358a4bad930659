import glob, os, sys
import duckdb

folder, crate, *views = sys.argv[1:]
con = duckdb.connect()
con.execute("SET TimeZone = 'UTC'")
con.execute("CREATE MACRO start_of_day(a) AS date_trunc('day', a)")
con.execute("CREATE MACRO hours_between(a, b) AS (epoch_us(b) - epoch_us(a)) / 3600000000.0")
for file in glob.glob(f"{folder}/*.parquet"):
    table = os.path.basename(file).removesuffix(".parquet")
    con.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{file}')")
for name in views:
    with open(f"{crate}/inputs/{name}.sql") as view:
        con.execute(f"CREATE VIEW {name} AS " + view.read())
for file in sorted(glob.glob(f"{crate}/metrics/**/*.sql", recursive=True)):
    metric = os.path.basename(file).removesuffix(".sql")
    with open(file) as query:
        text = query.read()
    relation = con.sql(text)
    until = [line.split()[-1] for line in text.splitlines() if line.startswith("-- until:")]
    if until:  # a level: what lasts at the end, and for how long
        value, when = "hours_between(happened_at, TIMESTAMPTZ '2024-02-01')", f"happened_at <= TIMESTAMPTZ '2024-02-01' AND ({until[0]} IS NULL OR {until[0]} > TIMESTAMPTZ '2024-02-01')"
    else:
        value, when = "value", "happened_at >= TIMESTAMPTZ '2024-01-01' AND happened_at < TIMESTAMPTZ '2024-02-01'"
    for item, value, reason in con.sql(f"SELECT item_id, {value}, excluded_because FROM relation WHERE {when}").fetchall():
        print(metric, item, "" if value is None else repr(float(value)), reason or "", sep="\t")
