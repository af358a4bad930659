//! Which columns each connector fills: what its fixtures become, held against what it says of the upstream's gaps.
//! `docs/reference/fills.md` is the page of it. `WEIR_BLESS=1` renews it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use weir_connect::{Connector, Gap};
use weir_connectors::ALL;
use weir_model::{Cell, TABLES, Table};

use crate::source::{Source, sources};

/// Columns with a value, by table.
type Fills = BTreeMap<&'static str, BTreeSet<&'static str>>;

/// A connector, or one variant of its product where each has documents of its own.
struct Kind {
    connector: &'static Connector,
    variant: Option<&'static str>,
    /// The way to read, where it is another than the usual one.
    way: Option<&'static str>,
    title: String,
    fills: Fills,
}

fn kinds() -> Vec<Kind> {
    let mut kinds = Vec::new();
    for connector in ALL {
        let sources = sources();
        let own = sources.iter().filter(|one| one.connector.id == connector.id);
        let variants: BTreeSet<Option<&str>> = own.clone().map(|one| one.variant).collect();
        // What all variants have in common is no kind of its own.
        let usual = variants.iter().copied();
        let usual = usual.filter(|variant| variant.is_some() || variants.len() == 1);
        let ways: BTreeSet<_> = own
            .filter(|one| one.way.is_some())
            .map(|one| (one.variant, one.way))
            .collect();
        let all = usual.map(|variant| (variant, None)).chain(ways);
        kinds.extend(all.map(|(variant, way)| kind(connector, variant, way)));
    }
    kinds
}

fn kind(connector: &'static Connector, variant: Option<&'static str>, way: Option<&'static str>) -> Kind {
    let variant_words = variant.map(|variant| variant.replace('_', " "));
    let way_words = way.map(|way| format!("commits: {way}"));
    let words: Vec<String> = variant_words.into_iter().chain(way_words).collect();
    Kind {
        connector,
        variant,
        way,
        title: match words.join(", ") {
            none if none.is_empty() => connector.title.to_owned(),
            words => format!("{} ({words})", connector.title),
        },
        fills: fills(connector, variant, way),
    }
}

fn fills(connector: &Connector, variant: Option<&str>, way: Option<&str>) -> Fills {
    let mut fills = Fills::new();
    let own = |one: &&Source| {
        one.connector.id == connector.id
            && (one.variant.is_none() || one.variant == variant)
            && one.way == way
    };
    for source in sources().iter().filter(own) {
        for row in source.mapped().iter().flat_map(|mapped| &mapped.batch.rows) {
            let columns = fills.entry(row.table.name).or_default();
            let cells = row.table.columns.iter().zip(&row.cells);
            columns.extend(
                cells
                    .filter(|(_, cell)| said(cell))
                    .map(|(column, _)| column.name),
            );
        }
    }
    fills
}

/// An empty list says as little as NULL.
fn said(cell: &Cell) -> bool {
    match cell {
        Cell::Null => false,
        Cell::TextList(list) => !list.is_empty(),
        _ => true,
    }
}

/// Why columns stay NULL, by `table.column`.
fn gaps(kind: &Kind) -> BTreeMap<&'static str, &'static str> {
    let mut gaps = BTreeMap::new();
    let own = |gap: &&Gap| (gap.variant.is_none() || gap.variant == kind.variant) && gap.way == kind.way;
    for gap in kind.connector.gaps.iter().filter(own) {
        for column in gap.columns {
            let twice = gaps.insert(*column, gap.because);
            assert_eq!(twice, None, "{}: `{column}` has two reasons", kind.title);
        }
    }
    gaps
}

#[test]
fn every_column_is_filled_or_the_reason_is_known() {
    let mut wrong = Vec::new();
    for kind in kinds() {
        let mut gaps = gaps(&kind);
        for (name, filled) in &kind.fills {
            for column in weir_model::table(name).unwrap().columns {
                let column = column.name;
                let known = gaps.remove(format!("{name}.{column}").as_str());
                match (filled.contains(column), known) {
                    (true, Some(_)) => wrong.push(format!("{}: {name}.{column} is filled", kind.title)),
                    (false, None) => wrong.push(format!("{}: {name}.{column} is never filled", kind.title)),
                    _ => {}
                }
            }
        }
        wrong.extend(
            gaps.keys()
                .map(|column| format!("{}: nothing fills the table of {column}", kind.title)),
        );
    }
    assert!(
        wrong.is_empty(),
        "a fixture should have these, or the connector's gaps should say why not:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn docs_are_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/fills.md");
    let page = page();
    if std::env::var_os("WEIR_BLESS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == page,
        "docs/reference/fills.md is not what the connectors say: run `cargo xtask docs`"
    );
}

fn page() -> String {
    let kinds = kinds();
    let mut page = String::from(
        "# What fills the tables\n\nMade from the connectors' facts: do not edit.\n\nWhich columns of each \
         [table](tables.md) each connector fills, where the upstream has a value. A number stands for NULL, and below the \
         table for the reason: what an upstream does not say is never made up.\n",
    );
    for table in TABLES {
        let by: Vec<&Kind> = kinds
            .iter()
            .filter(|kind| kind.fills.contains_key(table.name))
            .collect();
        section(table, &by, &mut page);
    }
    page
}

fn section(table: &Table, by: &[&Kind], page: &mut String) {
    writeln!(page, "\n## `{}`\n", table.name).unwrap();
    if by.is_empty() {
        writeln!(page, "No connector fills it yet.").unwrap();
        return;
    }
    let titles: Vec<&str> = by.iter().map(|kind| kind.title.as_str()).collect();
    writeln!(page, "| Column | {} |", titles.join(" | ")).unwrap();
    writeln!(page, "|---|{}", "---|".repeat(by.len())).unwrap();
    let mut reasons: Vec<String> = Vec::new();
    for column in table.columns {
        let cells: Vec<String> = by
            .iter()
            .map(|kind| cell(kind, table.name, column.name, &mut reasons))
            .collect();
        writeln!(page, "| `{}` | {} |", column.name, cells.join(" | ")).unwrap();
    }
    for (place, reason) in reasons.iter().enumerate() {
        let before = if place == 0 { "\n" } else { "" };
        writeln!(page, "{before}{}. {reason}", place + 1).unwrap();
    }
}

/// Whether a column is filled, or the number of the reason why it is not.
fn cell(kind: &Kind, table: &str, column: &str, reasons: &mut Vec<String>) -> String {
    if kind.fills[table].contains(column) {
        return "yes".to_owned();
    }
    let because = gaps(kind).get(format!("{table}.{column}").as_str()).copied();
    let reason = format!("{}: {}.", kind.title, because.unwrap_or("not known"));
    let place = reasons.iter().position(|one| *one == reason);
    let place = place.unwrap_or_else(|| {
        reasons.push(reason);
        reasons.len() - 1
    });
    (place + 1).to_string()
}
