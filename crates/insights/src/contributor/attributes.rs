//! Attributes of contributors as CSV: export, edit, look at what would change, import.

use std::collections::{BTreeMap, BTreeSet};

use weir_control::{Account, Contributor, ContributorChange, Control, FieldChange};

use crate::{InsightsError, Result, guarded, unguarded};

/// Columns that every file has; all others are attributes.
const FIXED: [&str; 5] = ["id", "name", "email", "bot", "accounts"];

/// What a file would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsvPlan {
    /// Changes, in the order of the file.
    pub changes: Vec<FieldChange>,
    /// Rows that change nothing.
    pub unchanged: usize,
    /// Rows that cannot be used, with the reason; nothing is imported while there are any.
    pub faults: Vec<String>,
    /// Attributes that nobody had before.
    pub new_attributes: Vec<String>,
}

/// Everybody as CSV, one line each, attributes as columns.
pub async fn export_csv(control: &Control) -> Result<String> {
    write_csv(&control.contributors().await?)
}

pub(super) fn write_csv(everybody: &[Contributor]) -> Result<String> {
    let attributes: BTreeSet<&String> = everybody.iter().flat_map(|one| one.attributes.keys()).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = FIXED
        .iter()
        .map(|name| (*name).to_owned())
        .chain(attributes.iter().map(|name| (*name).clone()));
    write(&mut writer, header)?;
    for one in everybody {
        let accounts: Vec<String> = one.accounts.iter().map(Account::key).collect();
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
        .write_record(cells.map(|cell| guarded(&cell).into_owned()))
        .map_err(|error| failed(&error))
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
        let changes: Vec<(i64, ContributorChange)> = changes.into_iter().collect();
        control.import_contributors(&changes).await?;
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
            let cells = header
                .iter()
                .cloned()
                .zip(record.iter().map(|cell| unguarded(cell).to_owned()))
                .collect();
            one(&everybody, &cells)
        });
        match row {
            Ok((_, _, fields)) if fields.is_empty() => plan.unchanged += 1,
            Ok((id, change, fields)) => {
                plan.changes.extend(fields);
                changes.insert(id, change);
            }
            Err(fault) => plan.faults.push(format!("line {line}: {fault}")),
        }
    }
    Ok((plan, changes))
}

type Row = (i64, ContributorChange, Vec<FieldChange>);

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
    for (name, value) in cells {
        match name.as_str() {
            "id" | "accounts" | "" => {}
            "name" => change.name = Some(value.clone()),
            "email" => change.email = Some(value.clone()),
            "bot" => change.is_bot = Some(bot(value)?),
            attribute => {
                change.attributes.insert(attribute.to_owned(), value.clone());
            }
        }
    }
    let (_, fields) = found.changed(&change).map_err(|error| error.to_string())?;
    Ok((found.id, change, fields))
}

fn bot(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" | "" => Ok(false),
        other => Err(format!("`bot` is `{other}`: write true or false")),
    }
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
