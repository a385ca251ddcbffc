"""What several formats write alike."""
