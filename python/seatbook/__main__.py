"""`python -m seatbook` is the command `seatbook`."""

from seatbook._cli import main

if __name__ == "__main__":
    main()
