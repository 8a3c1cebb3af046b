#include "Types.h"

_Thread_local gk_thread gk_current_thread __attribute__((tls_model("initial-exec"))) = {1, 0, NULL};
int gk_active_path = 0;

int gk_best_path(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return 2;
  if (__builtin_cpu_supports("x86-64-v3")) return 1;
#endif
  return 0;
}
int gk_path(void) { return gk_active_path; }
bool gk_set_path(int path) {
  if (path < 0 || path > gk_best_path()) return false;
  gk_active_path = path;
  return true;
}
__attribute__((constructor)) static void gk_choose_path(void) { gk_active_path = gk_best_path(); }
