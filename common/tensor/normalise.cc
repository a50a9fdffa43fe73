#include "common/tensor/normalise.h"

#include <array>
#include <vector>

#include "common/tensor/autograd.h"
#include "common/tensor/check.h"
#include "common/tensor/dtype_hook.h"
#include "common/tensor/kernels/row_kernels.h"

namespace wbm::tensor {
namespace {

using kernels::Kernels;

Tensor SoftmaxBackward(const Tensor& y, const Tensor& grad) {
  const Tensor dx = Tensor::Empty(y.shape(), y.dtype());
  VisitFloat(y.dtype(), Name(Op::kSoftmax), [&]<class T>(T) {
    const int64_t cols = y.dim(-1);
    for (int64_t r = 0; r < LeadingRows(y.shape()); ++r) {
      Kernels<T>().softmax_backward(cols, T{1}, y.data<T>() + r * cols,
                                    grad.data<T>() + r * cols,
                                    dx.mutable_data<T>() + r * cols);
    }
  });
  return dx;
}

void CheckGain(Op op, const Tensor& x, const Tensor& gain, const Tensor& bias) {
  const bool fits = x.rank() >= 1 && gain.shape() == Shape{x.dim(-1)} &&
                    (!bias.defined() || bias.shape() == gain.shape());
  Check(fits, Name(op), [&] {
    return "the input is " + x.Describe() + ", the gain " + gain.Describe() +
           ", the bias " + bias.Describe() +
           "; expected [..., c], [c] and [c] or none";
  });
}

// What a normalisation keeps of each row for its gradient.
struct Rows {
  Tensor mean;  // undefined for RMSNorm
  Tensor rstd;
};

template <class T>
std::vector<Tensor> LayerNormBackward(const Tensor& x, const Tensor& gain,
                                      const Tensor& bias, const Rows& kept,
                                      const Tensor& grad) {
  const Tensor dx = Tensor::Empty(x.shape(), x.dtype());
  const Tensor dgain = Tensor::Zeros(gain.shape(), x.dtype());
  const Tensor dbias =
      bias.defined() ? Tensor::Zeros(bias.shape(), x.dtype()) : Tensor();
  Kernels<T>().layer_norm_backward(
      LeadingRows(x.shape()), x.dim(-1), x.data<T>(), gain.data<T>(),
      kept.mean.data<T>(), kept.rstd.data<T>(), grad.data<T>(),
      dx.mutable_data<T>(), dgain.mutable_data<T>(),
      bias.defined() ? dbias.mutable_data<T>() : nullptr);
  return {dx, dgain, dbias};
}

template <class T>
std::vector<Tensor> RmsNormBackward(const Tensor& x, const Tensor& gain,
                                    const Rows& kept, const Tensor& grad) {
  const Tensor dx = Tensor::Empty(x.shape(), x.dtype());
  const Tensor dgain = Tensor::Zeros(gain.shape(), x.dtype());
  Kernels<T>().rms_norm_backward(LeadingRows(x.shape()), x.dim(-1), x.data<T>(),
                                 gain.data<T>(), kept.rstd.data<T>(),
                                 grad.data<T>(), dx.mutable_data<T>(),
                                 dgain.mutable_data<T>());
  return {dx, dgain};
}

}  // namespace

Tensor Softmax(const Tensor& x_in) {
  const auto [x] = Prepared<1>(Op::kSoftmax, {x_in});
  Tensor out = Tensor::Empty(x.shape(), x.dtype());
  const int64_t cols = x.dim(-1);
  VisitFloat(x.dtype(), Name(Op::kSoftmax), [&, &x = x]<class T>(T) {
    for (int64_t r = 0; r < LeadingRows(x.shape()); ++r) {
      Kernels<T>().softmax(cols, T{1}, x.data<T>() + r * cols,
                           out.mutable_data<T>() + r * cols);
    }
  });
  if (!Records({&x})) return out;
  return Record(Name(Op::kSoftmax), out, {x},
                [y = out.Detach()](const Tensor& grad) {
                  return std::vector{SoftmaxBackward(y, grad)};
                });
}

Tensor LayerNorm(const Tensor& x_in, const Tensor& gain_in,
                 const Tensor& bias_in, double eps) {
  const auto [x, gain, bias] =
      Prepared<3>(Op::kLayerNorm, {x_in, gain_in, bias_in});
  CheckGain(Op::kLayerNorm, x, gain, bias);
  const int64_t rows = LeadingRows(x.shape());
  Tensor out = Tensor::Empty(x.shape(), x.dtype());
  const Rows kept = {Tensor::Empty({rows}, x.dtype()),
                     Tensor::Empty({rows}, x.dtype())};
  VisitFloat(x.dtype(), Name(Op::kLayerNorm),
             [&, &x = x, &gain = gain, &bias = bias]<class T>(T) {
               Kernels<T>().layer_norm(
                   rows, x.dim(-1), static_cast<T>(eps), x.data<T>(),
                   gain.data<T>(), bias.defined() ? bias.data<T>() : nullptr,
                   out.mutable_data<T>(), kept.mean.mutable_data<T>(),
                   kept.rstd.mutable_data<T>());
             });
  if (!Records({&x, &gain, &bias})) return out;
  return Record(Name(Op::kLayerNorm), out, {x, gain, bias},
                [x = x, gain = gain, bias = bias, kept](const Tensor& grad) {
                  return VisitFloat(
                      x.dtype(), Name(Op::kLayerNorm), [&]<class T>(T) {
                        return LayerNormBackward<T>(x, gain, bias, kept, grad);
                      });
                });
}

Tensor RmsNorm(const Tensor& x_in, const Tensor& gain_in, double eps) {
  const auto [x, gain] = Prepared<2>(Op::kRmsNorm, {x_in, gain_in});
  CheckGain(Op::kRmsNorm, x, gain, {});
  const int64_t rows = LeadingRows(x.shape());
  Tensor out = Tensor::Empty(x.shape(), x.dtype());
  const Rows kept = {{}, Tensor::Empty({rows}, x.dtype())};
  VisitFloat(
      x.dtype(), Name(Op::kRmsNorm), [&, &x = x, &gain = gain]<class T>(T) {
        Kernels<T>().rms_norm(rows, x.dim(-1), static_cast<T>(eps), x.data<T>(),
                              gain.data<T>(), out.mutable_data<T>(),
                              kept.rstd.mutable_data<T>());
      });
  if (!Records({&x, &gain})) return out;
  return Record(Name(Op::kRmsNorm), out, {x, gain},
                [x = x, gain = gain, kept](const Tensor& grad) {
                  return VisitFloat(
                      x.dtype(), Name(Op::kRmsNorm), [&]<class T>(T) {
                        return RmsNormBackward<T>(x, gain, kept, grad);
                      });
                });
}

}  // namespace wbm::tensor
