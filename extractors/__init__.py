"""From texts to facts: languages, sources and licences. One adapter a file or folder."""
