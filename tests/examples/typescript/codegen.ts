/** Types of exactly what each document selects, and the documents by their hashes, for a server that runs no others. */

import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  // Or the address of a server: http://127.0.0.1:8000/schema.graphql
  schema: "../../../api/schema.graphql",
  documents: ["src/*.ts"],
  ignoreNoDocuments: false,
  generates: {
    "./src/generated/": {
      preset: "client",
      presetConfig: { persistedDocuments: { hashAlgorithm: "sha256" }, fragmentMasking: false },
      config: {
        strictScalars: true,
        scalars: { Date: "string", DateTime: "string", Decimal: "string", JSON: "unknown" },
        enumType: "string-literal",
        useTypeImports: true,
      },
    },
  },
};

export default config;
