using System.Text.Json.Nodes;
using BackupConsole.KubeStash.Storage;
using BackupConsole.KubeStash.Tests.Samples;

namespace BackupConsole.KubeStash.Tests.Storage;

public sealed class StoragePlaceTests
{
    private const string S3 = """{"provider":"s3","s3":{"bucket":"b","region":"r","prefix":"p"}}""";

    [Theory]
    [InlineData(S3, """{"provider":"s3","s3":{"bucket":"b","region":"r","prefix":"/p/","endpoint":"x","secretName":"other"}}""", true)]
    [InlineData(S3, """{"provider":"s3","s3":{"bucket":"b","prefix":"p"}}""", true)]
    [InlineData(S3, """{"provider":"s3","s3":{"bucket":"b","region":"elsewhere","prefix":"p"}}""", false)]
    [InlineData(S3, """{"provider":"s3","s3":{"bucket":"b","region":"r","prefix":"p/q"}}""", false)]
    [InlineData(S3, """{"provider":"s3","s3":{"bucket":"other","region":"r","prefix":"p"}}""", false)]
    [InlineData(S3, """{"provider":"gcs","gcs":{"bucket":"b","prefix":"p"}}""", false)]
    [InlineData("""{"provider":"gcs","gcs":{"bucket":"b"}}""", """{"provider":"gcs","gcs":{"bucket":"b","prefix":""}}""", true)]
    [InlineData("""{"provider":"azure","azure":{"storageAccount":"a","container":"c"}}""", """{"provider":"azure","azure":{"storageAccount":"a","container":"c"}}""", true)]
    [InlineData("""{"provider":"azure","azure":{"storageAccount":"a","container":"c"}}""", """{"provider":"azure","azure":{"storageAccount":"b","container":"c"}}""", false)]
    [InlineData("""{"provider":"local","local":{"mountPath":"/m"}}""", """{"provider":"local","local":{"mountPath":"/m"}}""", false)]
    [InlineData("""{"provider":"s3","s3":{}}""", """{"provider":"s3","s3":{}}""", false)]
    public void Places_are_the_same_by_provider_bucket_account_and_folder(string one, string other, bool same)
    {
        StoragePlace? place = StoragePlace.Of(JsonNode.Parse(one)!.AsObject());
        StoragePlace? second = StoragePlace.Of(JsonNode.Parse(other)!.AsObject());

        Assert.Equal(same, place?.IsSameAs(second) == true);
        Assert.Equal(same, second?.IsSameAs(place) == true);
    }

    [Theory]
    [InlineData(S3)]
    [InlineData("""{"provider":"gcs","gcs":{"bucket":"b","prefix":"deep/er/"}}""")]
    [InlineData("""{"provider":"azure","azure":{"storageAccount":"a","container":"c","prefix":"p"}}""")]
    [InlineData("""{"provider":"local","local":{"mountPath":"/m"}}""")]
    [InlineData("{}")]
    public void A_row_has_the_place_its_manifest_names(string storage)
    {
        BackupStorageRow row = BackupStorageRow.Reader.Read($$$"""{"metadata":{"name":"s","namespace":"demo"},"spec":{"storage":{{{storage}}}}}""");

        Assert.Equal(StoragePlace.Of(JsonNode.Parse(storage)!.AsObject()), row.Place);
    }
}
