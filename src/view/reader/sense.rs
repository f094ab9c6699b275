//! What the words of a brief say of each other, read while the browser has nothing else to do: who opens
//! a brief waits for its words, and not for what looked odd in them or for where they point.

use std::sync::Arc;

use super::super::session::{Reading, Session};
use crate::brief::{Sense, Sensing};
use crate::browser::clock::{self, Slice};

/// How many bytes are read between two looks at the clock.
const STRIDE: usize = 4_000;
/// How many blocks are written anew between two.
const N_BLOCKS: usize = 16;

/// Reads the words of a brief for their sense, unless that was begun before, and puts its links on the page.
pub(crate) fn read_sense(session: Session, reading: Arc<Reading>) {
    if !reading.begin_sense() {
        return;
    }
    leptos::task::spawn_local(async move {
        let sense = sense_of(&reading).await;
        let blocks: Vec<usize> = sense.links.keys().copied().collect();
        reading.set_sense(sense);
        let mut slice = Slice::begin();
        for blocks in blocks.chunks(N_BLOCKS) {
            // Another brief may have been opened since; then it is written with its links next time.
            let is_here = session.reading().is_some_and(|now| Arc::ptr_eq(&now, &reading));
            if let Some(paper) = session.paper().filter(|_| is_here) {
                paper.rewrite(blocks);
            }
            slice.rest().await;
        }
        if !blocks.is_empty() {
            session.tell_drawn();
        }
    });
}

async fn sense_of(reading: &Reading) -> Sense {
    let mut sensing = Sensing::new(&reading.brief);
    loop {
        clock::idle().await;
        let slice = Slice::begin();
        while !slice.is_over() {
            if sensing.step(&reading.brief, STRIDE) {
                return sensing.finish(&reading.brief);
            }
        }
    }
}
