# The two commands are `make demo` and `make test`. `.ci/run` does what a change must pass.
.PHONY: build demo test release bench micro torture simulate mutations fuzz sanitize format clean

build:
	@Scripts/install
	swift build

# The debug build is the one that tests use too, so a clean clone builds once.
demo: build
	.build/debug/concordat demo

# All tests at once would leave each so little of two cores that clients look silent to brokers.
test: export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 6
test:
	@Scripts/install
	swift test $(TEST_OPTIONS)

# Swift's runtime goes into the released program: a fifth less of a processor for each concern, because a count of references
# is then no call through a table.
release:
	@Scripts/install
	swift build -c release --product concordat --static-swift-stdlib

# BENCH_OPTIONS="--runs 5 --entries 10000000 --json"; three runs of 2 seconds a figure took 2 min 17 s on two quiet cores.
bench: release
	.build/release/concordat bench $(BENCH_OPTIONS)

# TORTURE_OPTIONS="--minutes 60 --seed 7"; without options ten minutes at most.
torture: release
	.build/release/concordat torture $(TORTURE_OPTIONS)

# A million handshakes between simulated brokers; SIMULATE_OPTIONS="--handshakes 20000 --seed 7" for fewer.
simulate: release
	.build/release/concordat simulate $(or $(SIMULATE_OPTIONS),--seeds 100000000 --handshakes 1000000)

# Mistakes are compiled in, one after another: each must be caught by a test, those about handovers by a simulation.
mutations:
	@Scripts/install
	Scripts/mutations
	Scripts/handover-mutants

# What one step costs: nanoseconds for decoding, checking, appending. Matching is among the figures of `make bench`.
micro:
	@Scripts/install
	swift run -c release --package-path Benchmarks benchmarks

# Every decoder for FUZZ_SECONDS each; what it finds becomes a fix and a test.
fuzz:
	@Scripts/install
	FUZZ_SECONDS=$(or $(FUZZ_SECONDS),600) Fuzzing/run

# The tests of sockets, ledger, broker and client under the thread and the address sanitizer.
sanitize:
	@Scripts/install
	Scripts/sanitize

format:
	swift format -i -r Sources Tests Package.swift Fuzzing/Package.swift Fuzzing/Sources Benchmarks/Package.swift Benchmarks/Sources
	swift format lint --strict -r Sources Tests Package.swift Fuzzing/Package.swift Fuzzing/Sources Benchmarks/Package.swift Benchmarks/Sources

clean:
	rm -rf .build
