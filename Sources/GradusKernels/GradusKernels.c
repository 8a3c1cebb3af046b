#include "GradusKernels.h"
