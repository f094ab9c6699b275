//! How much room is left in the browser's storage, said before it is full.

use leptos::prelude::*;

use super::Session;
use crate::browser::storage;
use crate::workspace::Room;

/// How long the store rests before it is measured, in milliseconds: it is gone through as a whole.
pub(super) const REST: i32 = 1_200;

impl Session {
    /// Measures the room that is left, once the store has rested.
    pub(super) fn measure_room(self) {
        let Some(rest) = self.room_rest.try_get_value() else { return };
        rest.call(move || {
            self.room.set(Some(Room { n_used: storage::n_used() }));
        });
    }
}
