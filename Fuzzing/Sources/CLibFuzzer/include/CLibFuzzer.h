#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's loop. It is called by name because SwiftPM gives `main` to the executable.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one_input)(const uint8_t *data, size_t size));
