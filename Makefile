# The two commands are `make demo` and `make test`. `.ci/run` does what a change must pass.
.PHONY: build demo test bench torture mutations format clean

build:
	@Scripts/install
	swift build

# The debug build is the one that tests use too, so a clean clone builds once.
demo: build
	.build/debug/concordat demo

test:
	@Scripts/install
	swift test $(TEST_OPTIONS)

bench:
	@Scripts/install
	swift run -c release concordat bench

# TORTURE_OPTIONS="--minutes 60 --seed 7"; without options ten minutes at most.
torture:
	@Scripts/install
	swift run -c release concordat torture $(TORTURE_OPTIONS)

# Mistakes are compiled in, one after another, and each must be caught by a test.
mutations:
	@Scripts/install
	Scripts/mutations

format:
	swift format -i -r Sources Tests Package.swift
	swift format lint --strict -r Sources Tests Package.swift

clean:
	rm -rf .build
