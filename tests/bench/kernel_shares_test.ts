import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { kernelShares } from "../../bench/parts/train/kernel_shares.ts";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { nativePresent } from "../native_present.ts";

Deno.test({
  name: "kernelShares() names the kernel that takes most, and leaves the backend as it was",
  ignore: !nativePresent,
  async fn() {
    await useBackend("native");
    const methods = Object.keys(tf.backend());
    const large = tf.ones([600, 600]);
    const shares = await kernelShares(() => {
      tf.tidy(() => {
        large.matMul(large).sum();
      });
      return Promise.resolve();
    });
    large.dispose();
    assert.equal(shares[0][0], "BatchMatMulV2");
    assert.ok(shares.some(([name]) => name === "Sum"));
    assert.ok(shares.reduce((sum, [, share]) => sum + share, 0) <= 1);
    assert.deepEqual(Object.keys(tf.backend()), methods);
  },
});
