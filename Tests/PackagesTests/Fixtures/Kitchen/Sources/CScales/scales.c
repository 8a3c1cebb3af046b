#include "CScales.h"

scales_weight scales_add(scales_weight a, scales_weight b) {
  return (scales_weight){.grams = a.grams + b.grams};
}
