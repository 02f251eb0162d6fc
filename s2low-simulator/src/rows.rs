//! The table of transactions as it lies on disk: JSON, so that it can be looked into.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::status::Status;
use crate::store::{Transaction, WorkflowStep};

/// The table as text.
pub(crate) fn write<'a>(transactions: impl Iterator<Item = &'a Transaction>) -> String {
    let rows: Vec<Value> = transactions.map(row).collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default()
}

/// The transactions of a table; `None` if it is none.
pub(crate) fn read(json: &[u8]) -> Option<Vec<Transaction>> {
    let rows: Vec<Value> = serde_json::from_slice(json).ok()?;
    rows.iter().map(transaction).collect()
}

fn row(transaction: &Transaction) -> Value {
    let workflow = transaction.workflow.iter().map(|step| {
        let at = step.at.duration_since(UNIX_EPOCH).unwrap_or_default();
        json!({ "status": step.status.code(), "message": step.message, "at": at.as_secs_f64() })
    });
    json!({
        "id": transaction.id,
        "authority": transaction.authority,
        "filename": transaction.filename,
        "sha1": transaction.sha1,
        "size": transaction.size,
        "nomFic": transaction.nom_fic,
        "codCol": transaction.cod_col,
        "workflow": workflow.collect::<Vec<_>>(),
        "acquit": transaction.acquit,
    })
}

fn transaction(row: &Value) -> Option<Transaction> {
    let optional = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Transaction {
        id: row.get("id")?.as_u64()?,
        authority: optional("authority")?,
        filename: optional("filename")?,
        sha1: optional("sha1")?,
        size: row.get("size")?.as_u64()?,
        nom_fic: optional("nomFic"),
        cod_col: optional("codCol"),
        workflow: row.get("workflow")?.as_array()?.iter().map(step).collect::<Option<_>>()?,
        acquit: optional("acquit").map(Into::into),
    })
}

fn step(step: &Value) -> Option<WorkflowStep> {
    let at = Duration::try_from_secs_f64(step.get("at")?.as_f64()?).ok()?;
    Some(WorkflowStep {
        status: Status::from_code(step.get("status")?.as_i64()?.try_into().ok()?)?,
        message: step.get("message")?.as_str()?.to_owned(),
        at: UNIX_EPOCH.checked_add(at)?,
    })
}
