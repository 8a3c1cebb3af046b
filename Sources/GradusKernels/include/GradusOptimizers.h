#pragma once
#include <stdbool.h>
#include <stdint.h>

/// What one step of gradient descent depends on besides its tensors.
typedef struct {
  double learning_rate, momentum, dampening, weight_decay;
  bool nesterov, maximize;
  /// Whether the velocity is to be set rather than updated.
  bool first;
} gk_sgd;

/// One step of gradient descent over `n` elements side by side. `dtype` is GK_F32 or GK_F64;
/// `velocity` is only used with a momentum. Returns 1 for other types.
int gk_sgd_step(int dtype, gk_sgd how, int64_t n, void *_Nonnull x, const void *_Nonnull gradient,
                void *_Nullable velocity);

/// What one step of Adam depends on besides its tensors.
typedef struct {
  double beta1, beta2, epsilon;
  /// The learning rate over the first bias correction.
  double step_size;
  /// The square root of the second bias correction.
  double root_correction;
  /// Added to the gradient as a multiple of the parameter, or 0.
  double weight_decay;
  /// What the parameter shrinks by before the step, or 1.
  double shrinkage;
  bool maximize;
} gk_adam;

/// One step of Adam over `n` elements side by side. `largest` holds the greatest second moments so
/// far, or is null. Returns 1 for types other than GK_F32 and GK_F64.
int gk_adam_step(int dtype, gk_adam how, int64_t n, void *_Nonnull x,
                 const void *_Nonnull gradient, void *_Nonnull first, void *_Nonnull second,
                 void *_Nullable largest);
