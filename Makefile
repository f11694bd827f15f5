# For those who come with `make` in their hands. Everything is done by cargo (see README.md).
#
#     make                               the C library, into target/dist
#     make install PREFIX=/usr/local     library, headers, pkg-config file, CMake package; DESTDIR= for packagers
#     make uninstall PREFIX=/usr/local   takes them out again
#     make test                          every test

PREFIX ?= /usr/local
LIBDIR ?= lib
DESTDIR ?=
CARGO ?= cargo

all:
	$(CARGO) rustc --profile dist --locked -p seatbook-ffi --lib --crate-type cdylib,staticlib

install uninstall:
	$(CARGO) xtask $@ --prefix '$(PREFIX)' --libdir '$(LIBDIR)' --destdir '$(DESTDIR)'

test:
	$(CARGO) xtask test

.PHONY: all install uninstall test
