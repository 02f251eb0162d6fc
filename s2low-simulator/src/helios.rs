//! The scripts of S2low's module Hélios.

pub(crate) mod download;
pub(crate) mod import;
pub(crate) mod pages;
pub(crate) mod reception;
pub(crate) mod retours;
pub(crate) mod sign;
pub(crate) mod status;
