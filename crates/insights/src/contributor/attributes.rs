//! Attributes of contributors as CSV: export, edit, look at what would change, import.

use std::collections::{BTreeMap, BTreeSet};

use weir_control::{Contributor, ContributorChange, Control};

use crate::{InsightsError, Result};

/// Columns that every file has; all others are attributes.
const FIXED: [&str; 5] = ["id", "name", "email", "bot", "accounts"];

/// What a file would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsvPlan {
    /// Changes, in the order of the file.
    pub changes: Vec<CsvChange>,
    /// Rows that change nothing.
    pub unchanged: usize,
    /// Rows that cannot be used, with the reason; nothing is imported while there are any.
    pub faults: Vec<String>,
    /// Attributes that nobody had before.
    pub new_attributes: Vec<String>,
}

/// A change of one field of one contributor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvChange {
    /// The contributor.
    pub contributor: i64,
    /// Their name.
    pub name: String,
    /// Which field.
    pub field: String,
    /// Its value now.
    pub from: String,
    /// Its value then.
    pub to: String,
}

/// Everybody as CSV, one line each, attributes as columns.
pub async fn export_csv(control: &Control) -> Result<String> {
    let everybody = control.contributors().await?;
    let attributes: BTreeSet<&String> = everybody.iter().flat_map(|one| one.attributes.keys()).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = FIXED
        .iter()
        .map(|name| (*name).to_owned())
        .chain(attributes.iter().map(|name| (*name).clone()));
    write(&mut writer, header)?;
    for one in &everybody {
        let accounts: Vec<String> = one.accounts.iter().map(weir_control::Account::key).collect();
        let fixed = [
            one.id.to_string(),
            one.name.clone(),
            one.email.clone().unwrap_or_default(),
            one.is_bot.to_string(),
            accounts.join(" "),
        ];
        let rest = attributes
            .iter()
            .map(|name| one.attributes.get(*name).cloned().unwrap_or_default());
        write(&mut writer, fixed.into_iter().chain(rest))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

fn write(writer: &mut csv::Writer<Vec<u8>>, cells: impl Iterator<Item = String>) -> Result<()> {
    writer
        .write_record(cells.map(guarded))
        .map_err(|error| failed(&error))
}

/// Spreadsheets take a cell that begins so for a formula and run it: an apostrophe keeps it a text.
fn guarded(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@']) {
        format!("'{cell}")
    } else {
        cell
    }
}

fn failed(error: &dyn std::fmt::Display) -> InsightsError {
    InsightsError::invalid(format!("the CSV file cannot be written: {error}"), "report this")
}

/// What a file would change, without changing it. A contributor is found by `id`, else by `email`; columns that are missing
/// stay as they are, empty cells take a value away.
pub async fn plan_csv(control: &Control, text: &str) -> Result<CsvPlan> {
    Ok(read(control, text).await?.0)
}

/// Imports a file: all of it, or nothing when any row is at fault.
pub async fn apply_csv(control: &Control, text: &str) -> Result<CsvPlan> {
    let (plan, changes) = read(control, text).await?;
    if let Some(fault) = plan.faults.first() {
        return Err(InsightsError::invalid(
            format!("nothing was imported: {fault}"),
            format!("{} rows are at fault; a dry run lists them", plan.faults.len()),
        ));
    }
    if !changes.is_empty() {
        let detail = serde_json::json!({ "contributors": changes.len(), "fields": plan.changes.len() });
        let changes: Vec<(i64, ContributorChange)> = changes.into_iter().collect();
        control.import_contributors(&changes, &detail).await?;
    }
    Ok(plan)
}

async fn read(control: &Control, text: &str) -> Result<(CsvPlan, BTreeMap<i64, ContributorChange>)> {
    let everybody = control.contributors().await?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).collect(),
        Err(error) => {
            return Err(InsightsError::invalid(
                format!("the file is no CSV: {error}"),
                "export the contributors to see the form",
            ));
        }
    };
    if !header.iter().any(|name| name == "id" || name == "email") {
        return Err(InsightsError::invalid(
            "the file has neither a column `id` nor `email`",
            "the first line names the columns; export the contributors to see the form",
        ));
    }
    let mut plan = CsvPlan::default();
    let mut changes = BTreeMap::new();
    let known: BTreeSet<&String> = everybody.iter().flat_map(|one| one.attributes.keys()).collect();
    plan.new_attributes = header
        .iter()
        .filter(|name| !FIXED.contains(&name.as_str()) && !name.is_empty() && !known.contains(name))
        .cloned()
        .collect();
    for (line, record) in (2..).zip(reader.records()) {
        let row = record.map_err(|error| error.to_string()).and_then(|record| {
            let cells = header.iter().cloned().zip(record.iter().map(unguarded)).collect();
            one(&everybody, &cells)
        });
        match row {
            Ok((id, _, fields)) if fields.is_empty() => {
                let _ = id;
                plan.unchanged += 1;
            }
            Ok((id, change, fields)) => {
                plan.changes.extend(fields);
                changes.insert(id, change);
            }
            Err(fault) => plan.faults.push(format!("line {line}: {fault}")),
        }
    }
    Ok((plan, changes))
}

fn unguarded(cell: &str) -> String {
    let rest = cell
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    rest.unwrap_or(cell).to_owned()
}

type Row = (i64, ContributorChange, Vec<CsvChange>);

fn one(everybody: &[Contributor], cells: &BTreeMap<String, String>) -> Result<Row, String> {
    let cell = |name: &str| {
        cells
            .get(name)
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
    };
    let found = match (cell("id"), cell("email")) {
        (Some(id), _) => everybody
            .iter()
            .find(|one| one.id.to_string() == id)
            .ok_or_else(|| format!("there is no contributor {id}"))?,
        (None, Some(email)) => by_email(everybody, email)?,
        (None, None) => return Err("it has neither an id nor an e-mail address".to_owned()),
    };
    let mut change = ContributorChange::default();
    let mut fields = Vec::new();
    let mut differs = |field: &str, from: &str, to: &str| {
        let different = from != to;
        if different {
            fields.push(CsvChange {
                contributor: found.id,
                name: found.name.clone(),
                field: field.to_owned(),
                from: from.to_owned(),
                to: to.to_owned(),
            });
        }
        different
    };
    for (name, value) in cells {
        match name.as_str() {
            "id" | "accounts" | "" => {}
            "name" => {
                if value.is_empty() {
                    return Err("its name is empty".to_owned());
                }
                change.name = differs(name, &found.name, value).then(|| value.clone());
            }
            "email" => {
                let now = found.email.clone().unwrap_or_default();
                change.email = differs(name, &now, &value.to_lowercase()).then(|| value.to_lowercase());
            }
            "bot" => {
                let wanted = match value.to_lowercase().as_str() {
                    "true" | "yes" | "1" => true,
                    "false" | "no" | "0" | "" => false,
                    other => return Err(format!("`bot` is `{other}`: write true or false")),
                };
                change.is_bot =
                    differs(name, &found.is_bot.to_string(), &wanted.to_string()).then_some(wanted);
            }
            attribute => {
                let now = found.attributes.get(attribute).cloned().unwrap_or_default();
                if differs(attribute, &now, value) {
                    change.attributes.insert(attribute.to_owned(), value.clone());
                }
            }
        }
    }
    Ok((found.id, change, fields))
}

fn by_email<'a>(everybody: &'a [Contributor], email: &str) -> Result<&'a Contributor, String> {
    let email = email.to_lowercase();
    let has = |one: &&Contributor| {
        one.email.as_deref() == Some(&email)
            || one
                .accounts
                .iter()
                .any(|account| account.account == email || account.email.as_deref() == Some(&email))
    };
    let mut found = everybody.iter().filter(has);
    let first = found
        .next()
        .ok_or_else(|| format!("nobody has the address {email}"))?;
    match found.next() {
        Some(_) => Err(format!(
            "several contributors have the address {email}: merge them, or give the id"
        )),
        None => Ok(first),
    }
}
