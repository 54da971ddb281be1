"""The sign in the instance folder that no door may open: it lies there while a restore moves in and
until what was erased is erased again."""

NAME = "pemulihan-belum-selesai"
