#ifndef CSIMD_CRC32_H
#define CSIMD_CRC32_H

/* Folding a long message to sixteen octets that have the same remainder, for checks of 32 bits that
 * take the least significant bit first.
 *
 * As csimd_crc16.h does, but for the order of bits: the octets stay as they lie in memory.
 */

#if defined(__x86_64__)
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#include "csimd_crc16.h"

/* Octets that one turn of the loop takes. */
enum { CSIMD_CRC32_BLOCK = 64 };

CSIMD_PCLMUL_INLINE __m128i csimd_load_128(const uint8_t *from) {
    return _mm_loadu_si128((const __m128i *)(const void *)from);
}

/* Folds count octets (a multiple of 64, at least 64), to whose first four octets initial is added,
 * to folded[0..<16]. constants: x^544, x^480, x^160, x^96 modulo the generator, reflected. */
CSIMD_PCLMUL void csimd_crc32_fold(
    const uint8_t *octets, size_t count, uint32_t initial, const uint64_t constants[4],
    uint8_t *folded) {
    const __m128i far = _mm_set_epi64x((int64_t)constants[1], (int64_t)constants[0]);
    const __m128i near = _mm_set_epi64x((int64_t)constants[3], (int64_t)constants[2]);
    __m128i part[4];
    for (int k = 0; k < 4; k++) part[k] = csimd_load_128(octets + 16 * k);
    part[0] = _mm_xor_si128(part[0], _mm_cvtsi32_si128((int)initial));
    for (size_t at = CSIMD_CRC32_BLOCK; at + CSIMD_CRC32_BLOCK <= count; at += CSIMD_CRC32_BLOCK) {
        for (int k = 0; k < 4; k++) {
            part[k] = csimd_fold(part[k], far, csimd_load_128(octets + at + 16 * k));
        }
    }
    __m128i all = part[0];
    for (int k = 1; k < 4; k++) all = csimd_fold(all, near, part[k]);
    _mm_storeu_si128((__m128i *)(void *)folded, all);
}

#endif
#endif
