"""What people type, kept only as far and as long as they agreed to."""
