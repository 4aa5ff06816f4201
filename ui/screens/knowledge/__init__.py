"""What the shop knows: looked for by everybody, worded by managers."""
