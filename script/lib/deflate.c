/*
 * What src/publish/deflate.ts calls: libdeflate's compressor over memory that is only ever taken.
 * The module has no imports; memory is taken once for the compressor and once for each buffer, and goes with the module.
 */
#include <stddef.h>
#include "libdeflate.h"

extern unsigned char __heap_base;

static size_t top;

/* NULL when the memory does not grow any more. */
void *take(size_t size)
{
	size_t at, have = __builtin_wasm_memory_size(0) << 16;

	if (top == 0)
		top = ((size_t)&__heap_base + 63) & ~(size_t)63;
	at = top;
	top += (size + 63) & ~(size_t)63;
	if (top > have && __builtin_wasm_memory_grow(0, (top - have + 65535) >> 16) == (size_t)-1)
		return NULL;
	return (void *)at;
}

static void drop(void *memory)
{
	(void)memory;
}

struct libdeflate_compressor *open(int level)
{
	libdeflate_set_memory_allocator(take, drop);
	return libdeflate_alloc_compressor(level);
}

/* Bytes written; 0 when they do not fit. */
size_t compress(struct libdeflate_compressor *compressor, const void *in, size_t size, void *out, size_t room)
{
	return libdeflate_deflate_compress(compressor, in, size, out, room);
}
