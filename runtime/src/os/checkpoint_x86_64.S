// os/checkpoint_x86_64.S - Begin as time travel.
//
// __stm_begin(site, cfa, escaped, escaped_end) returns a stm_mode. A lonely thread's transaction starts here, without
// a call; every other one saves the callee-saved registers and goes on in stm_begin_slow (tx/begin.cpp), which
// saves the frame's bytes. stm_resume puts a checkpoint's registers back and runs stm_begin_slow again,
// so that an aborted transaction returns from __stm_begin as if for the first time.
//
// stm_outside.stm divides a transaction: the second half has its checkpoint there, and the frames from there up to the region's.
//
// The offsets mirror struct Checkpoint and struct FastState in tx/thread_state.h, which asserts them.

#define FAST_LONE_DEPTH 0
#define FAST_BUSY 4
#define FAST_TOKEN 8
#define FAST_REGION_CFA 16

#define CP_RBX 0
#define CP_RBP 8
#define CP_R12 16
#define CP_R13 24
#define CP_R14 32
#define CP_R15 40
#define CP_RSP 48
#define CP_MXCSR 56
#define CP_X87 60
#define CP_SITE 64
#define CP_CFA 72
#define CP_ESCAPED 80
#define CP_ESCAPED_END 88
#define CP_DEPTH 96

        .text
        .p2align 4
        .globl  __stm_begin
        .type   __stm_begin, @function
__stm_begin:
        .cfi_startproc
        endbr64
        movq    __stm_fast@gottpoff(%rip), %rax
        cmpq    $0, %fs:FAST_LONE_DEPTH(%rax)   // lone_depth and busy: in a transaction already?
        jne     .Lnested
        // The owner's half of tx/lone's handshake: announce, then look whether the bias is still ours. The store and
        // the load may be seen in either order; the revoker's fenceAllThreads settles that.
        movl    $1, %fs:FAST_LONE_DEPTH(%rax)
        movq    %rsi, %fs:FAST_REGION_CFA(%rax)
        movq    __stm_bias(%rip), %r10
        cmpq    %fs:FAST_TOKEN(%rax), %r10
        jne     .Lslow
        xorl    %eax, %eax
        ret
.Lslow:
        movl    $0, %fs:FAST_LONE_DEPTH(%rax)
        movq    __stm_checkpoint@gottpoff(%rip), %rax
        addq    %fs:0, %rax
        movq    %rbx, CP_RBX(%rax)
        movq    %rbp, CP_RBP(%rax)
        movq    %r12, CP_R12(%rax)
        movq    %r13, CP_R13(%rax)
        movq    %r14, CP_R14(%rax)
        movq    %r15, CP_R15(%rax)
        movq    %rsp, CP_RSP(%rax)
        stmxcsr CP_MXCSR(%rax)
        fnstcw  CP_X87(%rax)
        movq    %rdi, CP_SITE(%rax)
        movq    %rsi, CP_CFA(%rax)
        movq    %rdx, CP_ESCAPED(%rax)
        movq    %rcx, CP_ESCAPED_END(%rax)
        movq    $0, CP_DEPTH(%rax)
.Lbegin:
        subq    $8, %rsp
        .cfi_adjust_cfa_offset 8
        call    stm_begin_slow
        addq    $8, %rsp
        .cfi_adjust_cfa_offset -8
        ret
.Lnested:
        subq    $8, %rsp
        .cfi_adjust_cfa_offset 8
        call    stm_begin_nested
        addq    $8, %rsp
        .cfi_adjust_cfa_offset -8
        ret
        .cfi_endproc
        .size   __stm_begin, .-__stm_begin

        // i32 __stm_nested_begin(site, cfa, escaped, escaped_end): the checkpoint of an inner region, if the program ever
        // undoes one; a count otherwise. stm_nested_begin (tx/nesting.cpp) keeps it.
        .p2align 4
        .globl  __stm_nested_begin
        .type   __stm_nested_begin, @function
__stm_nested_begin:
        .cfi_startproc
        endbr64
        cmpl    $0, __stm_undoes(%rip)
        jne     .Lkeep
        movq    __stm_fast@gottpoff(%rip), %rax
        incl    %fs:FAST_BUSY(%rax)
        xorl    %eax, %eax
        ret
.Lkeep:
        movq    __stm_nested_checkpoint@gottpoff(%rip), %rax
        addq    %fs:0, %rax
        movq    %rbx, CP_RBX(%rax)
        movq    %rbp, CP_RBP(%rax)
        movq    %r12, CP_R12(%rax)
        movq    %r13, CP_R13(%rax)
        movq    %r14, CP_R14(%rax)
        movq    %r15, CP_R15(%rax)
        movq    %rsp, CP_RSP(%rax)
        stmxcsr CP_MXCSR(%rax)
        fnstcw  CP_X87(%rax)
        movq    %rdi, CP_SITE(%rax)
        movq    %rsi, CP_CFA(%rax)
        movq    %rdx, CP_ESCAPED(%rax)
        movq    %rcx, CP_ESCAPED_END(%rax)
        subq    $8, %rsp
        .cfi_adjust_cfa_offset 8
        call    stm_nested_begin
        addq    $8, %rsp
        .cfi_adjust_cfa_offset -8
        xorl    %eax, %eax
        ret
        .cfi_endproc
        .size   __stm_nested_begin, .-__stm_nested_begin

        // void stm_outside(function, argument), called by instrumented code. The registers are on the stack as well, where a collector that
        // knows nothing of checkpoints finds what they refer to.
        .p2align 4
        .globl  stm_outside.stm
        .type   stm_outside.stm, @function
stm_outside.stm:
        .cfi_startproc
        endbr64
        pushq   %rbp
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset %rbp, 0
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        subq    $8, %rsp
        call    .Ldivide
        addq    $8, %rsp
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %rbx
        popq    %rbp
        .cfi_def_cfa %rsp, 8
        ret
        .cfi_endproc
        .size   stm_outside.stm, .-stm_outside.stm

        .type   .Ldivide, @function
.Ldivide:
        .cfi_startproc
        movq    __stm_divided_checkpoint@gottpoff(%rip), %rax
        addq    %fs:0, %rax
        movq    %rbx, CP_RBX(%rax)
        movq    %rbp, CP_RBP(%rax)
        movq    %r12, CP_R12(%rax)
        movq    %r13, CP_R13(%rax)
        movq    %r14, CP_R14(%rax)
        movq    %r15, CP_R15(%rax)
        movq    %rsp, CP_RSP(%rax)
        stmxcsr CP_MXCSR(%rax)
        fnstcw  CP_X87(%rax)
        subq    $8, %rsp
        .cfi_adjust_cfa_offset 8
        call    stm_divide
        addq    $8, %rsp
        .cfi_adjust_cfa_offset -8
        testl   %eax, %eax
        jnz     .Lbegin
        ret
        .cfi_endproc
        .size   .Ldivide, .-.Ldivide

        // [[noreturn]] void stm_continue_below(ThreadState *, uint64_t detail, void (*function)(...), uint64_t rsp): calls
        // function(thread, detail) with the stack below `rsp`.
        .p2align 4
        .globl  stm_continue_below
        .hidden stm_continue_below
        .type   stm_continue_below, @function
stm_continue_below:
        .cfi_startproc
        .cfi_undefined %rip
        movq    %rcx, %rsp
        andq    $-16, %rsp
        call    *%rdx
        ud2
        .cfi_endproc
        .size   stm_continue_below, .-stm_continue_below

        // [[noreturn]] void stm_return(const Checkpoint *, uint32_t result): the begin that made the checkpoint returns once more,
        // with this result.
        .p2align 4
        .globl  stm_return
        .hidden stm_return
        .type   stm_return, @function
stm_return:
        .cfi_startproc
        endbr64
        movq    CP_RBX(%rdi), %rbx
        movq    CP_RBP(%rdi), %rbp
        movq    CP_R12(%rdi), %r12
        movq    CP_R13(%rdi), %r13
        movq    CP_R14(%rdi), %r14
        movq    CP_R15(%rdi), %r15
        movq    CP_RSP(%rdi), %rsp
        ldmxcsr CP_MXCSR(%rdi)
        fldcw   CP_X87(%rdi)
        cld
        movl    %esi, %eax
        ret
        .cfi_endproc
        .size   stm_return, .-stm_return

        // [[noreturn]] void stm_resume(const Checkpoint *)
        .p2align 4
        .globl  stm_resume
        .hidden stm_resume
        .type   stm_resume, @function
stm_resume:
        .cfi_startproc
        endbr64
        movq    CP_RBX(%rdi), %rbx
        movq    CP_RBP(%rdi), %rbp
        movq    CP_R12(%rdi), %r12
        movq    CP_R13(%rdi), %r13
        movq    CP_R14(%rdi), %r14
        movq    CP_R15(%rdi), %r15
        movq    CP_RSP(%rdi), %rsp
        ldmxcsr CP_MXCSR(%rdi)
        fldcw   CP_X87(%rdi)
        cld
        jmp     .Lbegin
        .cfi_endproc
        .size   stm_resume, .-stm_resume

        .section .note.GNU-stack,"",@progbits
