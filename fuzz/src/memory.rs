//! A watch on what a run allocates.

use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Does `work` and asserts that at no moment it held more than `limit` bytes.
///
/// # Panics
/// It held more.
pub fn within<T>(limit: usize, work: impl FnOnce() -> T) -> T {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let result = work();
    let held = ALLOCATOR.peak_usage().saturating_sub(before);
    assert!(held <= limit, "{held} bytes held at once, {limit} allowed");
    result
}
