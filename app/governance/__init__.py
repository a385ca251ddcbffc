"""The governed list at work: what waits, who decides, what is refreshed, removed and audited."""
