/* Complex functions that numpy asks of Windows' C library and Wine 8 lacks; math.def hands the real ones on. */
#include <complex.h>

#define REAL(name) \
    double my_##name(double complex a) { return name(a); } \
    float my_##name##f(float complex a) { return name##f(a); } \
    double my_##name##l(double complex a) { return name(a); }
#define COMPLEX(name) \
    double complex my_##name(double complex a) { return name(a); } \
    float complex my_##name##f(float complex a) { return name##f(a); } \
    double complex my_##name##l(double complex a) { return name(a); }

REAL(cabs) REAL(carg) REAL(cimag) REAL(creal)
COMPLEX(ccos) COMPLEX(ccosh) COMPLEX(cexp) COMPLEX(csin) COMPLEX(csinh) COMPLEX(ctan) COMPLEX(ctanh)

double complex my_cpow(double complex a, double complex b) { return cpow(a, b); }
float complex my_cpowf(float complex a, float complex b) { return cpowf(a, b); }
double complex my_cpowl(double complex a, double complex b) { return cpow(a, b); }
