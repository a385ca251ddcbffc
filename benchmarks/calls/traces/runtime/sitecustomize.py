"""Python runs this as it starts when its folder is on PYTHONPATH: it starts the recorder."""

import exact_recorder

exact_recorder.start_from_environment()
