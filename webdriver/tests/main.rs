//! The journeys, in one program: what they stand on is linked once.

mod appearance;
mod batch;
mod certificates;
mod containers;
mod demonstration;
mod deployment;
mod digests;
mod embedding;
mod faults;
mod features;
mod files;
mod integrity;
mod journal;
mod keyboard;
mod large;
mod libersign;
mod markup;
mod network;
mod offline;
mod pieces;
mod privacy;
mod remembered;
mod sending;
mod signed;
mod visits;
mod words;
