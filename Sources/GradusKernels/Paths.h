// Includes GK_SUBJECT once for each dispatch path, with GK_PATH set and the functions built for it.
#define GK_PATH _base
#define GK_PATH_LEVEL 0
#include GK_SUBJECT
#undef GK_PATH
#undef GK_PATH_LEVEL
#if GK_PATHS == 3
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define GK_PATH _v3
#define GK_PATH_LEVEL 1
#include GK_SUBJECT
#undef GK_PATH
#undef GK_PATH_LEVEL
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define GK_PATH _v4
#define GK_PATH_LEVEL 2
#include GK_SUBJECT
#undef GK_PATH
#undef GK_PATH_LEVEL
#pragma clang attribute pop
#endif
