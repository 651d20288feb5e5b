// The HDF5 library, and those of its constants that are macros with side effects, which Swift does
// not see.

#ifndef ADAMAS_CHDF5_SHIM_H
#define ADAMAS_CHDF5_SHIM_H

#include <hdf5.h>

/// The properties of how a file is opened.
static inline hid_t adamas_hdf5_file_access(void) { return H5P_FILE_ACCESS; }

/// A `double` of this machine.
static inline hid_t adamas_hdf5_double(void) { return H5T_NATIVE_DOUBLE; }

/// A byte of a text in C.
static inline hid_t adamas_hdf5_text(void) { return H5T_C_S1; }

/// Opens a file to be read.
static inline hid_t adamas_hdf5_open(const char *name, hid_t access) {
  return H5Fopen(name, H5F_ACC_RDONLY, access);
}

/// Makes a new file in place of one of that name.
static inline hid_t adamas_hdf5_create(const char *name) {
  return H5Fcreate(name, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
}

#endif
