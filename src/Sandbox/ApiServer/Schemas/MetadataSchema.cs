using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>
/// The schema of ObjectMeta (meta/v1), which no CRD spells out: what pruning keeps of metadata and how its lists are owned.
/// </summary>
internal static class MetadataSchema
{
    private const string Text = """
        {
          "type": "object",
          "properties": {
            "name": { "type": "string" },
            "generateName": { "type": "string" },
            "namespace": { "type": "string" },
            "selfLink": { "type": "string" },
            "uid": { "type": "string" },
            "resourceVersion": { "type": "string" },
            "generation": { "type": "integer" },
            "creationTimestamp": { "type": "string", "format": "date-time", "nullable": true },
            "deletionTimestamp": { "type": "string", "format": "date-time" },
            "deletionGracePeriodSeconds": { "type": "integer" },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "annotations": { "type": "object", "additionalProperties": { "type": "string" } },
            "finalizers": { "type": "array", "items": { "type": "string" }, "x-kubernetes-list-type": "set", "x-kubernetes-patch-strategy": "merge" },
            "ownerReferences": {
              "type": "array",
              "x-kubernetes-list-type": "map",
              "x-kubernetes-list-map-keys": [ "uid" ],
              "x-kubernetes-patch-strategy": "merge",
              "x-kubernetes-patch-merge-key": "uid",
              "items": {
                "type": "object",
                "x-kubernetes-map-type": "atomic",
                "properties": {
                  "apiVersion": { "type": "string" },
                  "kind": { "type": "string" },
                  "name": { "type": "string" },
                  "uid": { "type": "string" },
                  "controller": { "type": "boolean" },
                  "blockOwnerDeletion": { "type": "boolean" }
                }
              }
            },
            "managedFields": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "manager": { "type": "string" },
                  "operation": { "type": "string" },
                  "apiVersion": { "type": "string" },
                  "time": { "type": "string", "format": "date-time" },
                  "fieldsType": { "type": "string" },
                  "subresource": { "type": "string" },
                  "fieldsV1": { "type": "object", "x-kubernetes-preserve-unknown-fields": true }
                }
              }
            }
          }
        }
        """;

    private static readonly StructuralSchema Word = new() { Type = "string" };

    /// <summary>The schema of <c>metadata</c>.</summary>
    public static StructuralSchema ObjectMeta { get; } = new SchemaParser().Parse(JsonNode.Parse(Text)!.AsObject());

    /// <summary>A CRD's schema with <c>apiVersion</c>, <c>kind</c> and a typed <c>metadata</c>.</summary>
    public static StructuralSchema Complete(StructuralSchema root) =>
        root.WithProperties(new("apiVersion", Word), new("kind", Word), new("metadata", ObjectMeta));

    /// <summary>The schema of a field that every embedded resource has; null for other fields and other schemas.</summary>
    public static StructuralSchema? Embedded(StructuralSchema schema, string field) => !schema.EmbeddedResource ? null : field switch
    {
        "apiVersion" or "kind" => Word,
        "metadata" => ObjectMeta,
        _ => null,
    };
}
