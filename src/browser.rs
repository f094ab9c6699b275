//! The only room with windows: storage, tabs, selection, file, clipboard, address, clock.
