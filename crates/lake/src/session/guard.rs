//! Only queries get through.

use datafusion::execution::context::SQLOptions;
use datafusion::logical_expr::LogicalPlan;
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::sqlparser::ast::Statement as Sql;
use datafusion::sql::sqlparser::dialect::GenericDialect;

use super::hints;
use crate::LakeError;

/// The one query in the text.
pub(super) fn query(sql: &str) -> Result<Statement, LakeError> {
    let parsed = DFParserBuilder::new(sql)
        .with_dialect(&GenericDialect {})
        .build()
        .and_then(|mut parser| parser.parse_statements());
    let mut statements = parsed.map_err(|error| LakeError::sql(hints::message(&error), None))?;
    let Some(statement) = statements.pop_front() else {
        return Err(LakeError::sql(
            "the query is empty",
            "start with SELECT".to_owned(),
        ));
    };
    if !statements.is_empty() {
        return Err(LakeError::sql(
            "there is more than one statement",
            "send them one by one".to_owned(),
        ));
    }
    match &statement {
        Statement::Statement(sql) => match sql.as_ref() {
            Sql::Query(_) | Sql::ShowTables { .. } | Sql::ShowColumns { .. } | Sql::ExplainTable { .. } => {
                Ok(statement)
            }
            other => Err(refused(&other.to_string())),
        },
        other => Err(refused(&other.to_string())),
    }
}

fn refused(statement: &str) -> LakeError {
    let word = statement
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_uppercase();
    LakeError::sql(
        format!("{word} is not allowed here: tables are read-only"),
        "only queries run; start with SELECT or WITH".to_owned(),
    )
}

/// A second look at what the query became.
pub(super) fn read_only(plan: &LogicalPlan) -> Result<(), LakeError> {
    SQLOptions::new()
        .with_allow_ddl(false)
        .with_allow_dml(false)
        .with_allow_statements(false)
        .verify_plan(plan)
        .map_err(|error| LakeError::sql(hints::message(&error), "only queries run".to_owned()))
}
