"""The governed list of sources: its shape, its checks, its policy and its editing."""
