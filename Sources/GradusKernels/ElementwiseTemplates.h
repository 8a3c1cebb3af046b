// The shapes of the element-wise loops. Contiguous operands and a repeated scalar have loops of their
// own; `assume_safety` holds because an operand is either the result itself or apart from it.

#define N2(name, d) GK_CAT(GK_CAT(gk_##name##_##d, GK_PATH), _2)
#define N1(name, d) GK_CAT(GK_CAT(gk_##name##_##d, GK_PATH), _1)

#define LOOP2(LA, LB, SO, SA, SB, BODY, RT)                             \
  for (int64_t i = 0; i < n; i++) {                                     \
    C x = LA(a[SA]), y = LB(b[SB]);                                     \
    (void)x; (void)y;                                                   \
    o[SO] = RT(BODY);                                                   \
  }
#define FAST2(name, d, R, WR, BODY)                                     \
  static int N2(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa,        \
                         const void *vb, int64_t sb) {                  \
    typedef C_##d C;                                                    \
    R *o = vo; const S_##d *a = va, *b = vb;                            \
    if (so == 1 && sa == 1 && sb == 1) {                                \
      GK_VECTOR LOOP2(L_##d, L_##d, i, i, i, BODY, WR)                  \
    } else if (so == 1 && sa == 1 && sb == 0) {                         \
      const S_##d b0 = b[0]; b = &b0;                                   \
      GK_VECTOR LOOP2(L_##d, L_##d, i, i, 0, BODY, WR)                  \
    } else if (so == 1 && sa == 0 && sb == 1) {                         \
      const S_##d a0 = a[0]; a = &a0;                                   \
      GK_VECTOR LOOP2(L_##d, L_##d, i, 0, i, BODY, WR)                  \
    } else {                                                            \
      LOOP2(L_##d, L_##d, i * so, i * sa, i * sb, BODY, WR)             \
    }                                                                   \
    return 0;                                                           \
  }
#define SLOW2(name, d, R, WR, BODY)                                     \
  static int N2(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa,        \
                         const void *vb, int64_t sb) {                  \
    typedef C_##d C;                                                    \
    R *o = vo; const S_##d *a = va, *b = vb;                            \
    LOOP2(L_##d, L_##d, i * so, i * sa, i * sb, BODY, WR)               \
    return 0;                                                           \
  }
#define DIVIDE2(name, d, BODY)                                          \
  static int N2(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa,        \
                         const void *vb, int64_t sb) {                  \
    S_##d *o = vo; const S_##d *a = va, *b = vb;                        \
    for (int64_t i = 0; i < n; i++) {                                   \
      int64_t x = a[i * sa], y = b[i * sb];                             \
      if (y == 0) return 1;                                             \
      o[i * so] = (S_##d)(BODY);                                        \
    }                                                                   \
    return 0;                                                           \
  }
#define FAST1(name, d, R, WR, BODY)                                     \
  static int N1(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa) {      \
    typedef C_##d C;                                                    \
    R *o = vo; const S_##d *a = va;                                     \
    if (so == 1 && sa == 1) {                                           \
      GK_VECTOR for (int64_t i = 0; i < n; i++) { C x = L_##d(a[i]); o[i] = WR(BODY); }      \
    } else {                                                            \
      for (int64_t i = 0; i < n; i++) { C x = L_##d(a[i * sa]); o[i * so] = WR(BODY); }      \
    }                                                                   \
    return 0;                                                           \
  }
#define SLOW1(name, d, R, WR, BODY)                                     \
  static int N1(name, d)(int64_t n, void *vo, int64_t so, const void *va, int64_t sa) {      \
    typedef C_##d C;                                                    \
    R *o = vo; const S_##d *a = va;                                     \
    for (int64_t i = 0; i < n; i++) { C x = L_##d(a[i * sa]); o[i * so] = WR(BODY); }        \
    return 0;                                                           \
  }
