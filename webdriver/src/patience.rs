//! Waiting for what comes when it comes. Nothing is waited for by the clock: the machine may be busy.

use std::time::{Duration, Instant};

/// How long anything may take that a journey waits for.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks.
pub const PAUSE: Duration = Duration::from_millis(100);

/// Looks again and again until there is something to see.
///
/// # Panics
/// After [`PATIENCE`], with `what` was waited for.
pub async fn until<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(start.elapsed() < PATIENCE, "after {PATIENCE:?}, still waiting: {what}");
        tokio::time::sleep(PAUSE).await;
    }
}
