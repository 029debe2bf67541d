using System.Text.Json.Nodes;
using AngleSharp.Dom;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Testing.ComponentHost;

namespace BackupConsole.Tests.Pages.BackupStorages;

/// <summary>What comes into the form comes out of it, whatever it is: only what a person changes is changed.</summary>
public sealed class CreateBackupStorageLosslessTests : CreateBackupStorageTest
{
    private const string Id = "abc123";

    private static readonly string[] Shapes =
    [
        """{"storage":{"provider":"azure","azure":{"storageAccount":"a","container":"c","maxConnections":3,"secretName":"s"}}}""",
        """{"storage":{"provider":"s3","s3":{"endpoint":"s3.amazonaws.com","bucket":"b","insecureTLS":false,"secretName":"s","region":"r","prefix":"/p"}},"default":false}""",
        """{"storage":{"provider":"gcs","gcs":{"bucket":"b","secretName":"s"}},"usagePolicy":{"allowedNamespaces":{"from":"Selector","selector":{"matchExpressions":[{"key":"a","operator":"Exists"}]}}}}""",
        """{"storage":{"provider":"local","local":{"mountPath":"/m","nfs":{"server":"n","path":"/"}}},"runtimeSettings":{"pod":{"securityContext":{"fsGroup":65534}}}}""",
        """{"storage":{"provider":"local","local":{"mountPath":"/m","persistentVolumeClaim":{"claimName":"c","readOnly":true}}},"runtimeSettings":{"container":{"securityContext":{"capabilities":{"drop":["ALL"]}}},"pod":{"securityContext":{"runAsUser":0}}}}""",
        """{"storage":{"provider":"local","local":{"mountPath":"/m","hostPath":{"path":"/h","type":"Directory"}}}}""",
        """{"storage":{"provider":"local","local":{"mountPath":"/m","csi":{"driver":"d","volumeAttributes":{"a":"b"}}}}}""",
    ];

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(0, 21)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_storage_with_fields_nobody_here_knows_goes_through_the_form_unchanged(int seed)
    {
        Random random = new(seed);
        JsonObject root = JsonNode.Parse($$$"""{"apiVersion":"storage.kubestash.com/v1alpha1","kind":"BackupStorage","metadata":{"name":"store","namespace":"demo","labels":{"a":"b"}},"spec":{{{Shapes[seed % Shapes.Length]}}}}""")!.AsObject();
        ((JsonObject)root["spec"]!)["deletionPolicy"] = "WipeOut";
        AddUnknown(root, random);
        Manifest before = new(root.DeepClone().AsObject());
        Tab.Kept[$"dev/backupstorages.storage.kubestash.com/{Id}"] = new JsonObject
        {
            ["manifest"] = root.ToJsonString(),
            ["notes"] = new JsonObject { ["credentials"] = "ExistingSecret" },
        }.ToJsonString();

        RenderedComponent page = await OpenAsync($"?draft={Id}");
        foreach (string field in (string[])[.. page.FindAll("main .form-field input, main .pair input, main select").Select(input => input.Id).Where(id => id?.StartsWith("field", StringComparison.Ordinal) == true)!])
        {
            await page.InvokeAsync(() =>
            {
                IElement control = page.Find($"#{field}");
                return control.LocalName == "select"
                    ? control.ChangeAsync(control.QuerySelector("option[selected]")?.GetAttribute("value") ?? "")
                    : control.InputAsync(control.GetAttribute("value") ?? "");
            });
        }

        await PreviewAsync(page);
        Manifest after = new(JsonNode.Parse(JsonNode.Parse(Tab.Kept.Values.Single())!["manifest"]!.GetValue<string>())!.AsObject());
        Assert.Empty(ManifestDiff.Compare(before, after));
    }

    private static void AddUnknown(JsonNode node, Random random)
    {
        if (node is not JsonObject fields || fields.ContainsKey("from"))
        {
            return;
        }

        foreach (JsonNode child in fields.Select(field => field.Value).OfType<JsonObject>().ToArray())
        {
            string name = child.GetPropertyName();
            if (name is not ("labels" or "selector" or "local" or "volumeAttributes"))
            {
                AddUnknown(child, random);
            }
        }

        if (random.Next(3) > 0)
        {
            fields[$"unknown{random.Next(100)}"] = random.Next(4) switch
            {
                0 => JsonValue.Create(random.Next()),
                1 => new JsonArray("a", new JsonObject { ["b"] = null }),
                2 => new JsonObject { ["deep"] = new JsonObject { ["er"] = true } },
                _ => JsonValue.Create("text"),
            };
        }
    }
}
