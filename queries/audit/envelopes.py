"""What of securesystemslib and cryptography is used here: of the extra `attest`."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey  # type: ignore[attr-defined]

__all__ = ["CryptoSigner", "Envelope", "SSlibKey", "UnsupportedAlgorithm", "VerificationError", "load_pem_private_key"]
