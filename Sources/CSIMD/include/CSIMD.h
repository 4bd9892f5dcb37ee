#ifndef CSIMD_H
#define CSIMD_H

/* Vector routines for ChannelCoding and LinkFraming, header only: the compiler of the importing
 * module emits them.
 *
 * Every routine stands behind the question of its own file's processor test, has a reference in
 * plain Swift, and a test that compares the two. On other processors than x86-64 this header is
 * empty and the references are used.
 */

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "csimd_galois.h"
#include "csimd_reed_solomon.h"
#include "csimd_crc16.h"
#include "csimd_crc32.h"
#include "csimd_octets.h"
#include "csimd_marker.h"
#include "csimd_viterbi.h"

#endif
#endif
