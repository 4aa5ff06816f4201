"""The case in hand at this register, above every room: call, begin, note, aside, goodbye."""
