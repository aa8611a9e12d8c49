"""Gradient-boosted trees, kept as text, judged by LightGBM's own library at run time.

By its C interface: the Python package around it imports scikit-learn and SciPy, which take a second
of every start and a tenth of the memory, and is needed to train alone.
"""

import ctypes
import platform
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from weakref import finalize

import numpy as np
import numpy.typing as npt

from index.errors import WeightsDamaged

Table = npt.NDArray[np.float32]
"""One row a thing that is judged, one column a feature."""
Judged = npt.NDArray[np.float64]
"""One number a row."""

_ADVICE = "Hãy cài lại hoidap, hoặc huấn luyện lại bằng lệnh hoidap train."
_FEATURES = "feature_names="
_ON_ONE_CORE = b"num_threads=1"
_FLOAT32, _BY_ROW, _NORMAL, _FROM_FIRST, _ALL = 0, 1, 0, 0, -1
"""The interface's numbers (LightGBM's c_api.h)."""
_LIBRARIES = {"Windows": "lib_lightgbm.dll", "Darwin": "lib_lightgbm.dylib"}
_FOLDERS = ("lib", "bin", ".")


class Trees:
    """A model whose features have names. Safe between threads."""

    def __init__(self, text: str) -> None:
        """Take a model as ``save`` writes it. Raises ValueError where it is none."""
        self.text = text
        """As it is kept."""
        head = text.partition("\n\n")[0]
        named = [line for line in head.splitlines() if line.startswith(_FEATURES)]
        if len(named) != 1:
            raise ValueError("no model")
        self.names = tuple(named[0].removeprefix(_FEATURES).split())
        """Of the columns, in order."""
        self._handle = ctypes.c_void_p()
        rounds = ctypes.c_int()
        _called(
            "LGBM_BoosterLoadModelFromString",
            ctypes.c_char_p(text.encode()),
            ctypes.byref(rounds),
            ctypes.byref(self._handle),
        )
        finalize(self, _library().LGBM_BoosterFree, self._handle)

    @classmethod
    def load(cls, path: Path, names: Sequence[str]) -> "Trees":
        """Read a model over the features ``names``.

        Raises WeightsDamaged where the file is not whole or its features are others.
        """
        try:
            found = cls(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise WeightsDamaged(f"Không đọc được mô hình {path}: {error}. {_ADVICE}") from error
        if found.names != tuple(names):
            raise WeightsDamaged(f"Mô hình {path.name} thuộc một phiên bản khác. {_ADVICE}")
        return found

    def save(self, path: Path) -> None:
        """Write the model as text."""
        path.write_text(self.text, encoding="utf-8")

    def judge(self, rows: Table) -> Judged:
        """Return one number a row; on one core, so that equal rows always give equal numbers."""
        if rows.ndim != 2 or rows.shape[1] != len(self.names):
            raise ValueError(f"rows of shape {rows.shape} for {len(self.names)} features")
        given = np.ascontiguousarray(rows, np.float32)
        judged = np.empty(len(given), np.float64)
        count = ctypes.c_int64()
        if not len(given):
            return judged
        _called(
            "LGBM_BoosterPredictForMat",
            self._handle,
            given.ctypes.data_as(ctypes.c_void_p),
            ctypes.c_int(_FLOAT32),
            ctypes.c_int32(len(given)),
            ctypes.c_int32(given.shape[1]),
            ctypes.c_int(_BY_ROW),
            ctypes.c_int(_NORMAL),
            ctypes.c_int(_FROM_FIRST),
            ctypes.c_int(_ALL),
            ctypes.c_char_p(_ON_ONE_CORE),
            ctypes.byref(count),
            judged.ctypes.data_as(ctypes.POINTER(ctypes.c_double)),
        )
        return judged


def _called(name: str, *parameters: object) -> None:
    """Call a function of the library. Raises ValueError with what it says, OSError without it."""
    library = _library()
    if getattr(library, name)(*parameters):
        raise ValueError(library.LGBM_GetLastError().decode(errors="replace"))


@cache
def _library() -> ctypes.CDLL:
    """Load the library that the installed package holds. Raises OSError where there is none."""
    found = find_spec("lightgbm")
    places = found.submodule_search_locations if found else None
    name = _LIBRARIES.get(platform.system(), "lib_lightgbm.so")
    files = [Path(place) / folder / name for place in places or () for folder in _FOLDERS]
    path = next(filter(Path.is_file, files), None)
    if path is None:
        raise OSError(f"LightGBM: không có {name}")
    library = ctypes.CDLL(str(path))
    library.LGBM_GetLastError.restype = ctypes.c_char_p
    return library
