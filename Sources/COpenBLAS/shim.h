// OpenBLAS as LinearAlgebra uses it: the C interface of BLAS, the few LAPACK routines that are
// called through their Fortran names (OpenBLAS holds them; no LAPACKE), and what the processor and
// the operating system say about AVX-512. And what Swift's module of the C library leaves out.

#ifndef ADAMAS_COPENBLAS_SHIM_H
#define ADAMAS_COPENBLAS_SHIM_H

#include <stddef.h>
#include <cblas.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

// The trailing `size_t` values are the lengths of the character arguments, which Fortran passes
// out of sight after the visible arguments.

/// Eigenvalues and eigenvectors of a real symmetric matrix (relatively robust representations).
void dsyevr_(const char *jobz, const char *range, const char *uplo, const int *n, double *a,
             const int *lda, const double *vl, const double *vu, const int *il, const int *iu,
             const double *abstol, int *m, double *w, double *z, const int *ldz, int *isuppz,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info,
             size_t jobz_length, size_t range_length, size_t uplo_length);

/// Eigenvalues and eigenvectors of a real symmetric matrix (divide and conquer).
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info,
             size_t jobz_length, size_t uplo_length);

/// Singular value decomposition (divide and conquer).
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s,
             double *u, const int *ldu, double *vt, const int *ldvt, double *work,
             const int *lwork, int *iwork, int *info, size_t jobz_length);

/// Cholesky factor of a symmetric positive definite matrix.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info,
             size_t uplo_length);

/// Sets the C library to ask the system for memory in pieces of `pad` bytes, for blocks below `block`
/// bytes, and to give none of it back. Nothing where the C library is another one than glibc.
static inline void adamas_keep_freed_memory(int pad, int block) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, block);
  mallopt(M_TRIM_THRESHOLD, 2147483647);
  mallopt(M_TOP_PAD, pad);
#endif
}

/// Whether the processor has AVX-512 F, DQ, BW and VL and the operating system saves its registers.
static inline int adamas_has_avx512(void) {
#if defined(__x86_64__)
  unsigned int a, b, c, d;
  __asm__ volatile("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(1), "c"(0));
  if (!(c & (1u << 27))) return 0;  // OSXSAVE
  unsigned int low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  if ((low & 0xe6u) != 0xe6u) return 0;  // SSE, AVX, opmask and both halves of ZMM
  __asm__ volatile("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(0), "c"(0));
  if (a < 7) return 0;
  __asm__ volatile("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(7), "c"(0));
  const unsigned int wanted = (1u << 16) | (1u << 17) | (1u << 30) | (1u << 31);
  return (b & wanted) == wanted;
#else
  return 0;
#endif
}

/// The first of the chunks of 64 numbers, from `start` in steps of 64 below `end`, in which any
/// `minuends[i] - subtrahends[i]` is below `limit`; `end` or more where there is none. A bit of `hits`
/// says so for each number of that chunk, the lowest for the first.
/// Only for processors of which `adamas_has_avx512` says so.
#if defined(__x86_64__)
__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl")))
#endif
static inline long adamas_first_chunk_below(float limit, const float *minuends,
                                            const float *subtrahends, long start, long end,
                                            unsigned long long *hits) {
  typedef float numbers __attribute__((ext_vector_type(16), aligned(4)));
  typedef int flags __attribute__((ext_vector_type(16)));
  typedef _Bool bits __attribute__((ext_vector_type(16)));
  for (; start < end; start += 64) {
    const numbers *a = (const numbers *)(minuends + start);
    const numbers *b = (const numbers *)(subtrahends + start);
    const flags below[4] = {a[0] - b[0] < limit, a[1] - b[1] < limit, a[2] - b[2] < limit,
                            a[3] - b[3] < limit};
    if (!__builtin_reduce_or(below[0] | below[1] | below[2] | below[3])) continue;
    *hits = 0;
    for (int part = 3; part >= 0; part--) {
      const bits found = __builtin_convertvector(below[part], bits);
      unsigned short mask;
      __builtin_memcpy(&mask, &found, 2);
      *hits = *hits << 16 | mask;
    }
    return start;
  }
  return start;
}

#endif
