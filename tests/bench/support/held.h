// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <malloc.h>

#ifdef __SANITIZE_ADDRESS__
// Of sanitizer/allocator_interface.h, which Debian's compiler does not bring along.
extern "C" size_t __sanitizer_get_current_allocated_bytes();
#endif

namespace plumb::bench {

//! Bytes on the heap that this process has asked for and not given back.
inline qint64 heldBytes()
{
#ifdef __SANITIZE_ADDRESS__
    return qint64(__sanitizer_get_current_allocated_bytes());
#else
    const auto info = ::mallinfo2();
    return qint64(info.uordblks + info.hblkhd);
#endif
}

} // namespace plumb::bench
