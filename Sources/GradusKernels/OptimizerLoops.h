// Steps of optimisers of one dispatch path. Every rounding is one of PyTorch's: where its loops
// multiply and add at once, so do these; constants are computed in double and rounded once.

#define OPT(name) GK_CAT(gk_optimizer_##name, GK_PATH)

#define OPTIMIZERS(T, S)                                                                         \
  static inline T OPT(fma_##S)(T a, T b, T c) { return __builtin_elementwise_fma(a, b, c); }     \
                                                                                                 \
  static void OPT(sgd_##S)(gk_sgd how, int64_t n, T *x, const T *gradient, T *velocity) {        \
    const T rate = (T)-how.learning_rate, momentum = (T)how.momentum;                            \
    const T share = (T)(1 - how.dampening), decay = (T)how.weight_decay;                         \
    const T sign = how.maximize ? -1 : 1;                                                        \
    if (how.momentum == 0) {                                                                     \
      if (decay == 0) {                                                                          \
        GK_VECTOR for (int64_t i = 0; i < n; i++)                                                \
          x[i] = OPT(fma_##S)(sign * gradient[i], rate, x[i]);                                   \
      } else {                                                                                   \
        GK_VECTOR for (int64_t i = 0; i < n; i++)                                                \
          x[i] = OPT(fma_##S)(OPT(fma_##S)(x[i], decay, sign * gradient[i]), rate, x[i]);        \
      }                                                                                          \
      return;                                                                                    \
    }                                                                                            \
    const bool first = how.first, nesterov = how.nesterov;                                       \
    GK_VECTOR for (int64_t i = 0; i < n; i++) {                                                  \
      T g = sign * gradient[i];                                                                  \
      g = decay == 0 ? g : OPT(fma_##S)(x[i], decay, g);                                         \
      T v = first ? g : OPT(fma_##S)(g, share, velocity[i] * momentum);                          \
      velocity[i] = v;                                                                           \
      x[i] = OPT(fma_##S)(nesterov ? OPT(fma_##S)(v, momentum, g) : v, rate, x[i]);              \
    }                                                                                            \
  }                                                                                              \
                                                                                                 \
  static inline __attribute__((always_inline)) void OPT(moments_##S)(                            \
      gk_adam how, int64_t n, T *x, const T *gradient, T *first, T *second, T *largest,          \
      bool keeps_largest) {                                                                      \
    const T decay = (T)how.weight_decay, shrinkage = (T)how.shrinkage;                           \
    const T sign = how.maximize ? -1 : 1;                                                        \
    const T weight = (T)(1 - how.beta1), beta2 = (T)how.beta2, rest = (T)(1 - how.beta2);        \
    /* The mean of two numbers is taken from the nearer one. */                                  \
    const bool near = weight < (T)0.5;                                                           \
    const T part = near ? weight : weight - 1;                                                   \
    const T root = (T)how.root_correction, epsilon = (T)how.epsilon, step = (T)-how.step_size;   \
    GK_VECTOR for (int64_t i = 0; i < n; i++) {                                                  \
      T p = x[i] * shrinkage, g = sign * gradient[i], old = first[i];                            \
      g = decay == 0 ? g : OPT(fma_##S)(p, decay, g);                                            \
      T m = OPT(fma_##S)(part, g - old, near ? old : g);                                         \
      T v = OPT(fma_##S)(rest * g, g, second[i] * beta2);                                        \
      first[i] = m;                                                                              \
      second[i] = v;                                                                             \
      if (keeps_largest) {                                                                       \
        T greatest = largest[i];                                                                 \
        v = v > greatest || v != v ? v : greatest;                                               \
        largest[i] = v;                                                                          \
      }                                                                                          \
      T spread = __builtin_elementwise_sqrt(v) / root + epsilon;                                 \
      x[i] = p + step * m / spread;                                                              \
    }                                                                                            \
  }                                                                                              \
                                                                                                 \
  /* Two loops: a condition inside would make every store a masked one. */                       \
  static void OPT(adam_##S)(gk_adam how, int64_t n, T *x, const T *gradient, T *first,           \
                            T *second, T *largest) {                                             \
    if (largest) {                                                                               \
      OPT(moments_##S)(how, n, x, gradient, first, second, largest, true);                       \
    } else {                                                                                     \
      OPT(moments_##S)(how, n, x, gradient, first, second, second, false);                       \
    }                                                                                            \
  }

OPTIMIZERS(float, f32)
OPTIMIZERS(double, f64)

static const gk_optimizer_table GK_CAT(gk_optimizers, GK_PATH) = {
    OPT(sgd_f32), OPT(sgd_f64), OPT(adam_f32), OPT(adam_f64)};

#undef OPT
#undef OPTIMIZERS
