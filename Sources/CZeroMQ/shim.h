#pragma once
#include <errno.h>
#include <zmq.h>

// Options that this zmq.h hides behind its draft switch although the library honours them.
#define CZMQ_ZAP_ENFORCE_DOMAIN 93
#define CZMQ_ZERO_COPY_RECV 10

// ETERM as a plain number, which Swift can import: ZMQ_HAUSNUMERO + 53.
#define CZMQ_ETERM 156384765
