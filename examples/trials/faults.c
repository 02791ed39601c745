/* Lets one call of the C library fail that touches files below a folder, as a failing disk, a full one
   or a signal would. Loaded before the C library (LD_PRELOAD).

   FAULT_DIR    the folder
   FAULT_CALL   open, create, read, write, sync, rename, mkdir, unlink, truncate or map
   FAULT_ERRNO  the number of the error; 0: half of what was asked for is read or written
   FAULT_AT     which of these calls fails, from 1; 0: none
   FAULT_LASTS  whether all behind it fail too
   FAULT_COUNT  where the number of these calls is written at the end */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { GOES_ON = 0, FAILS = 1, IS_SHORT = 2 };

static const char *dir, *call, *count_file;
static long at, error_number, lasts;
static atomic_long n_calls;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

__attribute__((constructor)) static void begin(void) {
    dir = getenv("FAULT_DIR");
    call = getenv("FAULT_CALL");
    count_file = getenv("FAULT_COUNT");
    at = number("FAULT_AT");
    error_number = number("FAULT_ERRNO");
    lasts = number("FAULT_LASTS");
}

__attribute__((destructor)) static void end(void) {
    char text[32];
    if (!count_file) return;
    int file = syscall(SYS_openat, AT_FDCWD, count_file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    int n = snprintf(text, sizeof text, "%ld", atomic_load(&n_calls));
    if (file >= 0) {
        syscall(SYS_write, file, text, n);
        syscall(SYS_close, file);
    }
}

static int fate_of_path(const char *what, const char *path) {
    if (!dir || !call || strcmp(what, call) != 0 || strncmp(path, dir, strlen(dir)) != 0) return GOES_ON;
    long n = atomic_fetch_add(&n_calls, 1) + 1;
    if (at == 0 || n < at || (n > at && !lasts)) return GOES_ON;
    if (error_number == 0) return IS_SHORT;
    errno = (int)error_number;
    return FAILS;
}

static int fate_of_file(const char *what, int file) {
    char link[64], path[4096];
    if (!dir || !call || strcmp(what, call) != 0) return GOES_ON;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long n = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (n < 0) return GOES_ON;
    path[n] = 0;
    return fate_of_path(what, path);
}

static size_t cut(int fate, size_t n) { return fate == IS_SHORT && n > 1 ? n / 2 : n; }

static int opened(int folder, const char *path, int flags, mode_t mode) {
    int is_new = (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
    if (fate_of_path("open", path) == FAILS) return -1;
    if (is_new && fate_of_path("create", path) == FAILS) return -1;
    return syscall(SYS_openat, folder, path, flags, mode);
}

#define MODE(flags, mode) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags, mode) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags, mode) return opened(folder, path, flags, mode); }

ssize_t read(int file, void *bytes, size_t n) {
    int fate = fate_of_file("read", file);
    return fate == FAILS ? -1 : syscall(SYS_read, file, bytes, cut(fate, n));
}
ssize_t pread64(int file, void *bytes, size_t n, off64_t from) {
    int fate = fate_of_file("read", file);
    return fate == FAILS ? -1 : syscall(SYS_pread64, file, bytes, cut(fate, n), from);
}
ssize_t pread(int file, void *bytes, size_t n, off_t from) { return pread64(file, bytes, n, from); }
ssize_t write(int file, const void *bytes, size_t n) {
    int fate = fate_of_file("write", file);
    return fate == FAILS ? -1 : syscall(SYS_write, file, bytes, cut(fate, n));
}
ssize_t pwrite64(int file, const void *bytes, size_t n, off64_t from) {
    int fate = fate_of_file("write", file);
    return fate == FAILS ? -1 : syscall(SYS_pwrite64, file, bytes, cut(fate, n), from);
}
ssize_t pwrite(int file, const void *bytes, size_t n, off_t from) { return pwrite64(file, bytes, n, from); }
ssize_t writev(int file, const struct iovec *parts, int n) {
    int fate = fate_of_file("write", file);
    return fate == FAILS ? -1 : syscall(SYS_writev, file, parts, fate == IS_SHORT ? 1 : n);
}
int fsync(int file) { return fate_of_file("sync", file) == FAILS ? -1 : syscall(SYS_fsync, file); }
int fdatasync(int file) { return fate_of_file("sync", file) == FAILS ? -1 : syscall(SYS_fdatasync, file); }
int ftruncate64(int file, off64_t n) {
    return fate_of_file("truncate", file) == FAILS ? -1 : syscall(SYS_ftruncate, file, n);
}
int ftruncate(int file, off_t n) { return ftruncate64(file, n); }
int rename(const char *from, const char *to) {
    return fate_of_path("rename", to) == FAILS ? -1 : syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int mkdir(const char *path, mode_t mode) {
    return fate_of_path("mkdir", path) == FAILS ? -1 : syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
int unlink(const char *path) {
    return fate_of_path("unlink", path) == FAILS ? -1 : syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}
void *mmap64(void *where, size_t n, int protection, int flags, int file, off64_t from) {
    if (file >= 0 && fate_of_file("map", file) == FAILS) return MAP_FAILED;
    return (void *)syscall(SYS_mmap, where, n, protection, flags, file, from);
}
void *mmap(void *where, size_t n, int protection, int flags, int file, off_t from) {
    return mmap64(where, n, protection, flags, file, from);
}
