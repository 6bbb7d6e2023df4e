"""python -m bimtek: the command line on every system, with or without make."""

from bimtek.cli import main

if __name__ == "__main__":
    main()
